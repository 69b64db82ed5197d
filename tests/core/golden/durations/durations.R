# Referee for everything over time in perspectief_core: the R packages survival (3.5-3), cmprsk
# (2.2-11, for Gray's test) and stats (mantelhaen.test is a log-rank test that allows entry).
# Run from this folder: Rscript durations.R
# Writes cases.csv (made-up histories with many ties) and one CSV of estimates per question.
library(survival)
library(cmprsk)
set.seed(20111)

n <- 240
exit <- sample(1:24, n, TRUE)
event <- sample(0:3, n, TRUE, prob = c(.55, .2, .15, .1))
entry <- pmax(0, pmin(sample(-12:10, n, TRUE), exit - 1))
group <- sample(1:3, n, TRUE, prob = c(.5, .3, .2))
cases <- data.frame(entry, exit, event, group)
write.csv(cases, "cases.csv", row.names = FALSE)

multi <- function(fit, file) {
  causes <- seq_len(ncol(fit$pstate))
  named <- function(values, what) {
    values <- data.frame(values[, causes])
    names(values) <- paste0(what, causes - 1)
    values
  }
  risk <- fit$n.risk[, 1]
  out <- data.frame(
    time = fit$time, at_risk = risk, named(fit$pstate, "p"), named(fit$std.err, "se"),
    named(fit$lower, "low"), named(fit$upper, "high")
  )
  write.csv(format(out, digits = 15), file, row.names = FALSE, quote = FALSE)
}

state <- factor(event, 0:3)
multi(survfit(Surv(exit, state) ~ 1, conf.type = "log-log"), "incidence.csv")
multi(
  survfit(Surv(entry, exit, state) ~ 1, id = seq_len(n), conf.type = "log-log"),
  "incidence_entry.csv"
)

# Censorings before outcomes at the same time: whoever is censored leaves just before it.
earlier <- exit - 0.5 * (event == 0)
multi(
  survfit(Surv(entry, earlier, state) ~ 1, id = seq_len(n), conf.type = "log-log"),
  "incidence_censored_first.csv"
)

single <- function(fit, file) {
  out <- data.frame(
    time = fit$time, at_risk = fit$n.risk, survival = fit$surv, se = fit$surv * fit$std.err,
    low = fit$lower, high = fit$upper
  )
  write.csv(format(out, digits = 15), file, row.names = FALSE, quote = FALSE)
}
single(survfit(Surv(exit, event > 0) ~ 1, conf.type = "log-log"), "kaplan_meier.csv")
single(
  survfit(Surv(entry, exit, event > 0) ~ 1, conf.type = "log-log"), "kaplan_meier_entry.csv"
)

# Tests over three groups; cause 0 is any.
mantel <- function(from, to, hit) {
  tables <- sapply(sort(unique(to[hit])), function(t) {
    there <- from < t & to >= t
    table(factor(group[there], 1:3), factor(hit[there] & to[there] == t, c(TRUE, FALSE)))
  }, simplify = "array")
  # Without correction for continuity, and without times at which one person was left.
  mantelhaen.test(tables[, , apply(tables, 3, sum) > 1], correct = FALSE)$statistic
}
tests <- data.frame()
for (cause in 0:3) {
  hit <- if (cause == 0) event > 0 else event == cause
  late <- function(name, from, to, chi2) data.frame(test = name, cause, from, to, chi2)
  tests <- rbind(
    tests,
    late("logrank", "begin", "exit", survdiff(Surv(exit, hit) ~ group)$chisq),
    late("logrank", "begin", "earlier", survdiff(Surv(earlier, hit) ~ group)$chisq),
    late("logrank", "entry", "exit", mantel(entry, exit, hit)),
    late("logrank", "entry", "earlier", mantel(entry, earlier, hit))
  )
}
for (to in c("exit", "earlier")) {
  found <- cuminc(get(to), event, group)$Tests
  tests <- rbind(
    tests, data.frame(test = "gray", cause = 1:3, from = "begin", to, chi2 = found[, "stat"])
  )
}
write.csv(format(tests, digits = 15), "tests.csv", row.names = FALSE, quote = FALSE)

# Restricted mean time, with Greenwood's variance.
means <- data.frame()
for (until in c(5, 6, 12, 18, 20)) {
  for (from in c("begin", "entry")) {
    begin <- if (from == "entry") entry else rep(0, n)
    fit <- survfit(Surv(begin, exit, event > 0) ~ 1)
    area <- summary(fit, rmean = until)$table
    means <- rbind(means, data.frame(from, until, mean = area[["rmean"]], se = area[["se(rmean)"]]))
  }
}
write.csv(format(means, digits = 15), "restricted.csv", row.names = FALSE, quote = FALSE)

# Life table per six times: a fit of those there at the start of each row, and months at risk,
# of which month 0 is one for who was followed from the beginning.
rows <- data.frame()
for (start in seq(0, 18, 6)) {
  there <- exit >= start & earlier > start - 0.5
  begin <- pmax(entry[there], start - 0.5)
  fit <- survfit(Surv(begin, earlier[there], event[there] > 0) ~ 1, conf.type = "log-log")
  at <- summary(fit, times = start + 5, extend = TRUE)
  inside <- sapply(start:(start + 5), function(t) sum((entry < t | entry == 0) & earlier >= t))
  left <- sum(event > 0 & exit >= start & exit <= start + 5)
  rows <- rbind(rows, data.frame(
    start, chance = 1 - at$surv, low = 1 - at$upper, high = 1 - at$lower, left,
    months = sum(inside)
  ))
}
write.csv(format(rows, digits = 15), "life_table.csv", row.names = FALSE, quote = FALSE)
even <- chisq.test(cbind(rows$left, rows$months - rows$left), correct = FALSE)
write.csv(
  format(data.frame(chi2 = even$statistic, df = even$parameter), digits = 15),
  "life_table_even.csv", row.names = FALSE, quote = FALSE
)
