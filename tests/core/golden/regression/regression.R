# Cox per cause and Fine and Gray with delayed entry and clusters, by R itself: Rscript regression.R
# (survival 3.5-3, cmprsk 2.2-11). Makes people.csv; writes effects.csv, once with outcomes before
# censorings at equal times and once with censorings first.
library(survival)
set.seed(11)
n <- 400
people <- data.frame(cluster = sample(1:12, n, replace = TRUE))
people$type <- as.numeric(people$cluster %in% c(1, 2, 5, 8, 9))
people$child <- rbinom(n, 1, 0.3)
people$age <- round(rnorm(n), 2)
people$entry <- ifelse(runif(n) < 0.35, sample(1:12, n, replace = TRUE) - 0.5, 0)
speed <- cbind(0.03 * exp(0.5 * people$type - 0.4 * people$age), 0.025 * exp(0.6 * people$child),
               rep(0.01, n)) * exp(rnorm(12, 0, 0.3))[people$cluster]
left <- 1 + floor(rexp(n) / rowSums(speed))
cause <- apply(speed, 1, function(p) sample(1:3, 1, prob = p))
until <- sample(6:24, n, replace = TRUE)
people$exit <- pmin(left, until)
people$event <- ifelse(left <= until, cause, 0)
people <- people[people$exit > people$entry, ]
write.csv(people, "people.csv", row.names = FALSE, quote = FALSE)

terms <- c("type", "child", "age")
told <- function(fit, ...) {
  naive <- fit$naive.var
  data.frame(..., term = terms, effect = coef(fit), naive = sqrt(diag(naive)),
             robust = sqrt(diag(fit$var)))
}
found <- NULL
for (late in c(TRUE, FALSE)) for (ties in c("outcomes_first", "censored_first")) for (of in 1:2) {
  one <- people
  one$from <- if (late) one$entry else 0
  one$until <- one$exit - ifelse(ties == "censored_first" & one$event == 0, 0.25, 0)
  one <- one[one$until > one$from, ]
  one$id <- seq_len(nrow(one))
  cox <- coxph(Surv(from, until, event == of) ~ type + child + age + cluster(cluster), data = one,
               ties = "breslow")
  one$how <- factor(one$event, 0:3)
  wide <- finegray(Surv(from, until, how) ~ ., data = one, etype = as.character(of), id = id)
  gray <- coxph(Surv(fgstart, fgstop, fgstatus) ~ type + child + age + cluster(cluster),
                data = wide, weights = fgwt, ties = "breslow")
  found <- rbind(found, told(cox, model = "cause", late, ties, cause = of),
                 told(gray, model = "subdistribution", late, ties, cause = of))
  # At equal times `crr` counts censorings otherwise than `finegray`.
  if (!late && ties == "censored_first") {
    crr <- cmprsk::crr(one$until, one$event, as.matrix(one[terms]), failcode = of)
    found <- rbind(found, data.frame(model = "crr", late, ties, cause = of, term = terms,
                                     effect = crr$coef, naive = NA, robust = NA))
  }
}
found[c("effect", "naive", "robust")] <-
  lapply(found[c("effect", "naive", "robust")], function(x) sprintf("%.12g", x))
write.csv(found, "effects.csv", row.names = FALSE, quote = FALSE)
