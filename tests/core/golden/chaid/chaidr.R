# Makes the data files and chaidr.csv in this folder: what the R package chaidr 0.1.0 (CRAN, 2026,
# MIT) finds on data that come with R and MASS. Run with chaidr attached, in this folder.
#
# Each predictor is tested on its own at the root, with an outcome split at any p value. A constant
# second predictor keeps rows that miss the first one: chaidr drops rows that miss all predictors.

library(MASS)

banded <- function(x, edges) as.integer(cut(x, c(-Inf, edges, Inf)))

titanic <- as.data.frame(Titanic)
hair <- as.data.frame(HairEyeColor)
admissions <- as.data.frame(UCBAdmissions)
students <- transform(
  survey,
  PulseBand = banded(Pulse, c(60, 65, 70, 75, 80, 90)),
  HeightBand = banded(Height, c(155, 160, 165, 170, 175, 180, 185)),
  Smoke = match(Smoke, c("Never", "Occas", "Regul", "Heavy")),
  Exer = match(Exer, c("None", "Some", "Freq"))
)[, c("Sex", "W.Hnd", "Fold", "Clap", "M.I", "Exer", "Smoke", "PulseBand", "HeightBand")]

cases <- list(
  titanic = list(data = titanic, y = "Survived", freq = "Freq",
                 kinds = c(Class = "nominal", Sex = "nominal", Age = "nominal")),
  hair = list(data = hair, y = "Eye", freq = "Freq",
              kinds = c(Hair = "nominal", Sex = "nominal")),
  admissions = list(data = admissions, y = "Admit", freq = "Freq",
                    kinds = c(Dept = "nominal", Gender = "nominal")),
  housing = list(data = housing, y = "Sat", freq = "Freq",
                 kinds = c(Infl = "ordinal", Type = "nominal", Cont = "nominal")),
  students = list(data = students, y = "Sex", freq = NULL,
                  kinds = c(W.Hnd = "nominal", Fold = "nominal", Clap = "nominal",
                            M.I = "nominal", Exer = "ordinal", Smoke = "ordinal",
                            PulseBand = "ordinal", HeightBand = "ordinal")),
  metric = list(data = students, y = "M.I", freq = NULL,
                kinds = c(Fold = "nominal", Clap = "nominal", Exer = "ordinal",
                          Smoke = "ordinal", PulseBand = "ordinal", HeightBand = "ordinal"))
)
settings <- list(
  plain = list(),
  small = list(min_child = 40),
  ratio = list(stat = "lr"),
  exhaustive = list(method = "exhaustive"),
  strict = list(alpha_merge = 0.001),
  lenient = list(alpha_merge = 0.5),
  resplit = list(resplit = TRUE, alpha_split_merge = 0.04)
)

# Group labels: original levels of the codes that chaidr gives back; NA is missing.
labels_of <- function(x, kind) {
  if (kind == "ordinal") sort(unique(x[!is.na(x)])) else levels(factor(x))
}

one <- function(case, name, setting) {
  kind <- case$kinds[[name]]
  x <- case$data[[name]]
  if (is.factor(x) && kind == "ordinal") x <- as.integer(x)
  levels_x <- labels_of(x, kind)
  coded <- if (kind == "ordinal") factor(x, levels = levels_x, ordered = TRUE) else factor(x)
  frame <- data.frame(y = factor(as.character(case$data[[case$y]])), x = coded, same = "1")
  frame$same <- factor(frame$same)
  method <- if (is.null(setting$method)) "chaid" else setting$method
  setting$method <- NULL
  ctl <- do.call(chaid_control, modifyList(
    list(alpha_split = 1, max_depth = 1, min_parent = 1, min_child = 1), setting))
  freq <- if (is.null(case$freq)) NULL else case$data[[case$freq]]
  tree <- chaid(y ~ x + same, frame, freq = freq, method = method, control = ctl)
  split <- tree$nodes[[1]]$split
  if (is.null(split)) return(NULL)
  named <- sapply(split$groups, function(group) {
    paste(ifelse(group > length(levels_x), "NA", as.character(levels_x[group])), collapse = "+")
  })
  data.frame(predictor = name, kind = kind, groups = paste(named, collapse = "|"),
             chi2 = split$statistic, df = split$df, p = split$p_unadj, multiplier = split$B,
             p_adjusted = split$p_adj)
}

rows <- list()
for (dataset in names(cases)) {
  case <- cases[[dataset]]
  for (setting in names(settings)) {
    for (name in names(case$kinds)) {
      row <- one(case, name, settings[[setting]])
      if (!is.null(row)) {
        rows[[length(rows) + 1]] <- cbind(dataset = dataset, target = case$y, setting = setting, row)
      }
    }
  }
}
result <- do.call(rbind, rows)
for (column in c("chi2", "p", "p_adjusted")) result[[column]] <- format(result[[column]], digits = 15)
write.csv(result, "chaidr.csv", row.names = FALSE, quote = TRUE)
write.csv(titanic, "titanic.csv", row.names = FALSE)
write.csv(hair, "hair.csv", row.names = FALSE)
write.csv(admissions, "admissions.csv", row.names = FALSE)
write.csv(transform(housing, Infl = as.integer(Infl)), "housing.csv", row.names = FALSE)
write.csv(students, "students.csv", row.names = FALSE, na = "")
