# Logistic models with an effect per group by R itself: Rscript mixed.R (lme4 1.1-31)
# Reads people.csv (case, group, has, x, z); writes models.csv: per case and name a number.
suppressMessages(library(lme4))
people <- read.csv("people.csv")
control <- glmerControl(optimizer = "bobyqa", optCtrl = list(maxfun = 1e5, rhoend = 1e-9))
found <- do.call(rbind, lapply(split(people, people$case), function(one) {
  model <- glmer(has ~ x + z + (1 | group), data = one, family = binomial, nAGQ = 15, control = control)
  plain <- glm(has ~ x + z, data = one, family = binomial)
  errors <- sqrt(diag(as.matrix(vcov(model))))
  data.frame(case = one$case[1],
    name = c(paste0("effect_", 0:2), paste0("error_", 0:2), "spread",
             paste0("plain_", 0:2), paste0("plain_error_", 0:2)),
    value = sprintf("%.12g", c(fixef(model), errors, sqrt(unlist(VarCorr(model))),
      coef(plain), sqrt(diag(vcov(plain))))))
}))
write.csv(found, "models.csv", row.names = FALSE, quote = FALSE)
