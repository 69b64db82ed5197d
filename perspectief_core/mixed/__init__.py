"""Whether the working method matters given who came, in a model in which steunpunten vary."""
