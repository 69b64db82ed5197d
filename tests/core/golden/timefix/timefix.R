# Referee for times that are equal but for rounding: the R package survival (3.5-3), whose `timefix`
# is on by default. Run from this folder: Rscript timefix.R
# Writes cases.csv (histories whose times are sums of tenths, in two ways) and the estimates.
library(survival)
set.seed(20114)

n <- 120
tenths <- sample(1:30, n, TRUE)
exit <- ifelse(runif(n) < .5, tenths / 10, cumsum(rep(.1, 30))[tenths])
event <- sample(0:2, n, TRUE, prob = c(.4, .35, .25))
early <- pmax(0, pmin(sample(-15:12, n, TRUE), tenths - 1))
entry <- ifelse(runif(n) < .5, early / 10, c(0, cumsum(rep(.1, 30)))[early + 1])
group <- sample(1:3, n, TRUE)
full <- function(x) trimws(formatC(x, digits = 17, format = "g"))
cases <- data.frame(entry = full(entry), exit = full(exit), event, group)
write.csv(cases, "cases.csv", row.names = FALSE, quote = FALSE)

multi <- function(fit, file) {
  out <- data.frame(
    time = fit$time, at_risk = fit$n.risk[, 1], p0 = fit$pstate[, 1], p1 = fit$pstate[, 2],
    p2 = fit$pstate[, 3], se1 = fit$std.err[, 2], se2 = fit$std.err[, 3]
  )
  write.csv(format(out, digits = 15), file, row.names = FALSE, quote = FALSE)
}
state <- factor(event, 0:2)
multi(survfit(Surv(exit, state) ~ 1), "incidence.csv")
multi(survfit(Surv(entry, exit, state) ~ 1, id = seq_len(n)), "incidence_entry.csv")

# Log-rank for cause 1 without entry; survdiff does not take entry.
test <- survdiff(Surv(exit, event == 1) ~ group)
write.csv(
  format(data.frame(chi2 = test$chisq, expected1 = test$exp[1]), digits = 15),
  "logrank.csv", row.names = FALSE, quote = FALSE
)
# Gray's test on the times as whole tenths: what it must be when equal times are one time. The
# package cmprsk has no timefix of its own.
if (requireNamespace("cmprsk", quietly = TRUE)) {
  gray <- cmprsk::cuminc(tenths, event, group)$Tests
  write.csv(
    format(data.frame(cause = rownames(gray), chi2 = gray[, "stat"]), digits = 15),
    "gray.csv", row.names = FALSE, quote = FALSE
  )
}
