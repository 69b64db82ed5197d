"""How the boxes of a tree stand: from left to right on a wide screen, as an outline on a phone."""

_RULES = """
.pf-tree {
  container-type: inline-size;
  overflow-x: auto;
  padding: .2rem .2rem .25rem;
}
.pf-tree ul {
  list-style: none;
  margin: 0 !important;
  padding: 0 !important;
}
.pf-tree li {
  display: flex;
  align-items: flex-start;
  gap: 1.5rem;
  margin: 0 0 .6rem;
  max-width: none !important;
}
.pf-tree li > ul {
  position: relative;
  flex: 1;
  min-width: 0;
  padding-left: .75rem !important;
}
.pf-tree li > ul > li {
  position: relative;
}
.pf-tree li > ul::before, .pf-tree li > ul > li::before {
  content: "";
  position: absolute;
  top: 1.4rem;
  left: -.75rem;
  width: .75rem;
  border-top: 3px solid var(--pf-line);
}
.pf-tree li > ul::before {
  left: -1.5rem;
  width: 1.5rem;
}
.pf-tree li > ul > li::after {
  content: "";
  position: absolute;
  top: 0;
  bottom: -.6rem;
  left: -.75rem;
  border-left: 3px solid var(--pf-line);
}
.pf-tree li > ul > li:first-child::after {
  top: 1.4rem;
}
.pf-tree li > ul > li:last-child::after {
  bottom: auto;
  height: calc(1.4rem + 3px);
}
.pf-tree li > ul > li:first-child:last-child::after {
  height: 3px;
}
.pf-node {
  flex: none;
  box-sizing: border-box;
  width: max(14rem, calc((100cqw - 5.2rem) / 3));
  padding: .5rem .7rem;
  border: 2px solid var(--pf-line);
  border-radius: .25rem;
  background: var(--pf-panel);
}
.pf-node p {
  margin: 0 0 .2rem !important;
  line-height: 1.35 !important;
  font-variant-numeric: tabular-nums;
}
.pf-node b {
  font-weight: 650;
}
.pf-node .pf-road, .pf-node summary {
  color: var(--pf-muted);
}
.pf-node .pf-big {
  font-size: 1.25rem;
}
.pf-node summary {
  cursor: pointer;
}
.pf-node details > p {
  margin-top: .35rem !important;
}
.pf-node details > ul {
  margin-top: .5rem !important;
}
.pf-node .pf-node {
  width: 100%;
}
.pf-lost {
  border-style: dashed;
  background: color-mix(in srgb, var(--pf-muted) 18%, var(--pf-paper));
}
.pf-level {
  position: relative;
  height: .8rem;
  margin: .3rem 0 .4rem;
  background: var(--pf-paper);
  box-shadow: inset 0 0 0 1px var(--pf-line);
}
.pf-level > * {
  position: absolute;
  top: 0;
  bottom: 0;
  print-color-adjust: exact;
}
.pf-level > span {
  left: 0;
  background: var(--pf-c1);
}
.pf-level > i {
  top: .28rem;
  bottom: .28rem;
  background: var(--pf-c4);
  box-shadow: 0 0 0 1px var(--pf-paper);
}
.pf-level > em {
  top: -.2rem;
  bottom: -.2rem;
  width: 3px;
  margin-left: -1.5px;
  background: var(--pf-ink);
  box-shadow: 0 0 0 1px var(--pf-paper);
}
@container (max-width: 46rem) {
  .pf-tree li {
    flex-direction: column;
    gap: .5rem;
  }
  .pf-tree li > ul {
    box-sizing: border-box;
    width: calc(100% - .6rem);
    margin-left: .6rem !important;
  }
  .pf-tree li > ul::before {
    display: none;
  }
  .pf-tree li > ul > li:first-child::after {
    top: -.5rem;
  }
  .pf-tree li > ul > li:last-child::after {
    height: calc(1.4rem + 3px);
  }
  .pf-tree li > ul > li:first-child:last-child::after {
    height: calc(1.9rem + 3px);
  }
  .pf-node {
    width: 100%;
    max-width: 30rem;
  }
}
"""
TREE_STYLE = "".join(line.strip() for line in _RULES.splitlines())
