"""What is computed: outcomes, durations and chi-square splits over an extract.

Pure functions and frozen results. Nothing here knows a screen, a chart or a Dutch sentence, so the
package is usable in a notebook on its own.
"""
