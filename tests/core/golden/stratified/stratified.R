# Referee for perspectief_core.stratified.combine: R's own mantelhaen.test for the common odds ratio,
# its interval (Robins, Breslow and Greenland) and the test with continuity correction. Base R has no
# Breslow-Day test: here it follows Breslow and Day (1980), with Tarone's (1985) correction, the
# expected counts found by solving for them numerically.
# Run from this folder: Rscript stratified.R
# Writes tables.csv (one row per stratum: a, b, c, d by row) and expected.csv (one row per case).
set.seed(1985)

breslow_day_tarone <- function(x, ratio) {
  strata <- dim(x)[3]
  statistic <- 0
  observed <- expected <- variance <- numeric(strata)
  for (k in seq_len(strata)) {
    row <- sum(x[1, , k]); column <- sum(x[, 1, k]); n <- sum(x[, , k])
    excess <- function(a) a * (n - row - column + a) - ratio * (row - a) * (column - a)
    low <- max(0, row + column - n); high <- min(row, column)
    a <- uniroot(excess, c(low, high), tol = 1e-13)$root
    observed[k] <- x[1, 1, k]; expected[k] <- a
    variance[k] <- 1 / (1 / a + 1 / (row - a) + 1 / (column - a) + 1 / (n - row - column + a))
  }
  statistic <- sum((observed - expected)^2 / variance) - sum(observed - expected)^2 / sum(variance)
  pchisq(statistic, strata - 1, lower.tail = FALSE)
}

cases <- list(
  # Berkeley admissions of 1973: six departments, in R as UCBAdmissions.
  berkeley = aperm(UCBAdmissions, c(2, 1, 3)),
  # Rabbits and penicillin, an example of mantelhaen.test; two strata have an empty margin.
  penicillin = array(c(0, 0, 6, 5, 3, 0, 3, 6, 6, 2, 0, 4, 5, 6, 1, 0, 2, 5, 0, 0), c(2, 2, 5))
)
for (i in 1:6) {
  strata <- sample(2:5, 1)
  cases[[paste0("drawn", i)]] <- array(rpois(4 * strata, sample(c(4, 12, 60), 1)) + 1, c(2, 2, strata))
}

tables <- expected <- NULL
for (name in names(cases)) {
  x <- cases[[name]]
  for (k in seq_len(dim(x)[3])) {
    tables <- rbind(tables, data.frame(case = name, a = x[1, 1, k], b = x[1, 2, k], c = x[2, 1, k], d = x[2, 2, k]))
  }
  usable <- x[, , apply(x, 3, function(t) all(rowSums(t) > 0) && all(colSums(t) > 0)), drop = FALSE]
  found <- mantelhaen.test(usable, correct = TRUE)
  expected <- rbind(expected, data.frame(
    case = name, strata = dim(usable)[3], odds_ratio = unname(found$estimate), low = found$conf.int[1],
    high = found$conf.int[2], p = found$p.value, p_equal = breslow_day_tarone(usable, found$estimate)
  ))
}
write.csv(tables, "tables.csv", row.names = FALSE, quote = FALSE)
write.csv(format(expected, digits = 15), "expected.csv", row.names = FALSE, quote = FALSE)
