# Referee for perspectief_core.incidence: the R package survival (3.5-3).
# Run from this folder: Rscript durations.R
# Writes cases.csv (made-up histories with many ties) and one CSV of estimates per question.
library(survival)
set.seed(20111)

n <- 240
exit <- sample(1:24, n, TRUE)
event <- sample(0:3, n, TRUE, prob = c(.55, .2, .15, .1))
entry <- pmax(0, pmin(sample(-12:10, n, TRUE), exit - 1))
cases <- data.frame(entry, exit, event)
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
