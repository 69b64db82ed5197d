// Eight things that Streamlit's own pages cannot be told from Python. The words come before this text,
// and the script that shows slides.

// `r` reruns the page and `c` empties caches, whatever has the focus: someone who speaks to the
// computer or rests a hand on the keys sets them off. Streamlit listens on the document; one step
// before it, every field and list has already had the key.
document.documentElement.addEventListener("keydown", (event) => {
  const held = event.ctrlKey || event.altKey || event.metaKey;
  if (!held && /^[rc]$/i.test(event.key)) event.stopPropagation();
});

// Only the text of nodes changes, never the nodes: those belong to React.
function say(node, text) {
  if (node.nodeValue !== text) node.nodeValue = text;
}

function texts(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (walker.currentNode.nodeValue.trim()) found.push(walker.currentNode);
  return found;
}

function translate(dialog) {
  dialog.querySelector('[aria-label="Close"]')?.setAttribute("aria-label", WORDS.close);
  const [title, first, ...rest] = texts(dialog);
  if (!first || ![WORDS.english, WORDS.title].includes(title.nodeValue)) return;
  // Streamlit has a dozen sentences here, some with a command for developers.
  say(title, WORDS.title);
  say(first, WORDS.text);
  for (const node of rest) say(node, " ");
  for (const code of dialog.querySelectorAll("pre")) code.hidden = true;
}

// Every name in a chart is a link, and the keyboard has the same links in a table of the page. In the
// order of the Tab key a chart would take a step for each name.
function passBy(link) {
  link.setAttribute("tabindex", "-1");
}

// What is seen as it would be published stays so behind every link, also one that a figure made.
function keepAs(event) {
  const as = new URLSearchParams(location.search).get("als");
  const link = event.target.closest?.("a[href]:not(.pf-leave)");
  if (!as || !link || link.origin !== location.origin) return;
  const to = new URL(link.href);
  to.searchParams.set("als", as);
  link.href = to.href;
}
addEventListener("click", keepAs, { capture: true });
addEventListener("auxclick", keepAs, { capture: true });

// A way to slides keeps all that the address says: what is chosen on the page stands there alone.
function keepAll(event) {
  const link = event.target.closest?.("a.pf-present");
  if (!link) return;
  const to = new URL(location.href);
  to.searchParams.set("presentatie", new URL(link.href).searchParams.get("presentatie"));
  to.hash = "";
  link.href = to.href;
}
addEventListener("click", keepAll, { capture: true });
addEventListener("auxclick", keepAll, { capture: true });

// Streamlit goes to a heading when a link names one, and to nothing else: not to a question or a
// layer. What stands above may still grow, so the page goes on following until the reader acts, or for a
// quarter of a minute.
let sought = decodeURIComponent(location.hash.slice(1));
for (const acts of ["wheel", "keydown", "pointerdown", "touchstart"]) {
  addEventListener(acts, () => (sought = ""), { passive: true });
}
setTimeout(() => (sought = ""), 15000);

function goToSought() {
  if (sought) document.getElementById(sought)?.scrollIntoView();
}

new MutationObserver(() => {
  goToSought();
  document.querySelectorAll('[data-testid="stDialog"]').forEach(translate);
  document.querySelectorAll(".pf-deck").forEach(present);
  document.querySelectorAll(".js-plotly-plot svg a:not([tabindex])").forEach(passBy);
}).observe(document.documentElement, { childList: true, characterData: true, subtree: true });

// A chart is drawn for the width of the window; on paper it shrinks to that of the sheet. One drawn for
// a narrow window shrinks too: it is tall, and whole it would leave the sheet before it empty.
const PAPER = 688; // CSS pixels between the margins of an A4 sheet.
const LARGEST = 0.72;
addEventListener("beforeprint", () => {
  const charts = document.querySelectorAll('[data-testid="stPlotlyChart"]');
  const widest = Math.max(1, ...[...charts].map((chart) => chart.offsetWidth));
  document.documentElement.style.setProperty("--pf-paper", Math.min(PAPER / widest, LARGEST).toFixed(3));
});

// A page that takes longer than a moment says that it works. Over the page, so that nothing moves.
const MOMENT = 300; // Milliseconds.
const busy = document.createElement("p");
busy.className = "pf-busy";
busy.setAttribute("role", "status");
busy.setAttribute("aria-live", "polite");
document.body.append(busy);
let soon = 0;
function tellWhetherItWorks() {
  const app = document.querySelector("[data-test-script-state]");
  if (app?.getAttribute("data-test-script-state") !== "running") {
    clearTimeout(soon);
    soon = 0;
    if (busy.textContent) busy.textContent = "";
  } else if (!soon) {
    // Light or dark is known inside the app only.
    busy.style.colorScheme = getComputedStyle(app).colorScheme;
    soon = setTimeout(() => (busy.textContent = WORDS.busy), MOMENT);
  }
}
new MutationObserver(tellWhetherItWorks).observe(document.documentElement, {
  attributeFilter: ["data-test-script-state"],
  childList: true,
  subtree: true,
});

// The server was away, or another copy of it answers: it knows nothing of this page, and what stands in a
// part of the page would do nothing when it is chosen. Streamlit runs the whole page again for `r`.
let connected = "";
function runAgain(app) {
  const before = connected;
  connected = app.getAttribute("data-test-connection-state");
  if (connected !== "CONNECTED") connected = before && "away";
  if (connected !== "CONNECTED" || before !== "away") return;
  for (const kind of ["keydown", "keyup"]) {
    const pressed = new KeyboardEvent(kind, { key: "r", code: "KeyR" });
    Object.defineProperty(pressed, "keyCode", { value: 82 });
    document.dispatchEvent(pressed);
  }
}
new MutationObserver((changes) => changes.forEach((change) => runAgain(change.target))).observe(
  document.documentElement,
  { attributeFilter: ["data-test-connection-state"], subtree: true },
);
