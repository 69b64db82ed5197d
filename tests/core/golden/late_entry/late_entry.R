# Ratio of hazards with delayed entry by R itself: Rscript late_entry.R (survival 3.5-3)
# Reads people.csv (case, cluster, first, entry, exit, event); writes ratios.csv, once with
# outcomes before censorings at equal times and once with censorings first.
library(survival)
people <- read.csv("people.csv")
found <- do.call(rbind, lapply(split(people, people$case), function(one) {
  do.call(rbind, lapply(c(outcomes_first = 0, censored_first = 0.25), function(less) {
    one$until <- one$exit - less * (one$event == 0)
    kept <- one[one$until > one$entry, ]
    model <- coxph(Surv(entry, until, event > 0) ~ first + cluster(cluster), data = kept,
                   ties = "breslow")
    data.frame(case = one$case[1], less, beta = coef(model),
               naive = sqrt(model$naive.var[1, 1]), robust = sqrt(model$var[1, 1]))
  }))
}))
found[3:5] <- lapply(found[3:5], function(x) sprintf("%.12g", x))
found$ties <- ifelse(found$less > 0, "censored_first", "outcomes_first")
write.csv(found[c("case", "ties", "beta", "naive", "robust")], "ratios.csv", row.names = FALSE,
          quote = FALSE)
