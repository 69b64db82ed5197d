# Gower likeness and types by R itself: Rscript alike.R (cluster 2.1.4, vegan 2.6-4)
# Reads answers.csv: a row per steunpunt, its type, and a column per question; columns whose name
# begins with g are graded. Writes likeness.csv and types.csv.
library(cluster)
suppressMessages(library(vegan))
answers <- read.csv("answers.csv")
columns <- answers[, -(1:2)]
for (name in names(columns)) if (substr(name, 1, 1) != "g") columns[[name]] <- factor(columns[[name]])
apart <- as.matrix(daisy(columns, metric = "gower"))
found <- which(upper.tri(apart), arr.ind = TRUE)
found <- data.frame(first = answers$place[found[, 1]], second = answers$place[found[, 2]],
                    likeness = sprintf("%.15g", 1 - apart[found]))
write.csv(found, "likeness.csv", row.names = FALSE, quote = FALSE)
set.seed(1)
types <- mrpp(as.dist(apart), answers$type, permutations = 99999, weight.type = 3)
write.csv(data.frame(within = sprintf("%.15g", 1 - types$delta), p = types$Pvalue), "types.csv",
          row.names = FALSE, quote = FALSE)
