# Exact tests of a share and rank tests of numbers, by R itself: Rscript differences.R
# Reads tables.csv (table, hits, total), wide.csv (table, group, class, count) and numbers.csv (case,
# group, value); writes p.csv.
tables <- read.csv("tables.csv")
exact <- sapply(split(tables, tables$table), function(one)
  fisher.test(cbind(one$hits, one$total - one$hits), workspace = 2e8)$p.value)
wide <- sapply(split(read.csv("wide.csv"), ~table), function(one)
  fisher.test(xtabs(count ~ group + class, one), workspace = 2e8)$p.value)
numbers <- read.csv("numbers.csv")
ranks <- sapply(split(numbers, numbers$case), function(one)
  kruskal.test(one$value, one$group)$p.value)
found <- rbind(
  data.frame(test = "exact", case = names(exact), p = exact),
  data.frame(test = "wide", case = names(wide), p = wide),
  data.frame(test = "ranks", case = names(ranks), p = ranks))
found$p <- sprintf("%.15g", found$p)
write.csv(found, "p.csv", row.names = FALSE, quote = FALSE)
