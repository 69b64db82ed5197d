// Two things that Streamlit's own pages cannot be told from Python. The words come before this text.

// `r` reruns the page and `c` empties caches, whatever has the focus: someone who speaks to the
// computer or rests a hand on the keys sets them off. Streamlit listens on the document; one step
// before it, every field and list has already had the key.
document.documentElement.addEventListener("keydown", (event) => {
  const held = event.ctrlKey || event.altKey || event.metaKey;
  if (!held && /^[rc]$/i.test(event.key)) event.stopPropagation();
});

const OWN_WINDOWS =
  '[data-testid="stDialog"], [data-testid="stStatusWidget"], [data-testid="stConnectionStatus"], ' +
  '[role="tooltip"]';

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

function translate(element) {
  const [title, first, ...rest] = texts(element);
  const lost = title && [PF_LOST.english, PF_LOST.title].includes(title.nodeValue.trim());
  if (lost && first) {
    // Streamlit has a dozen sentences here, some with a command for developers.
    say(title, PF_LOST.title);
    say(first, PF_LOST.text);
    for (const node of rest) say(node, " ");
    for (const code of element.querySelectorAll("pre")) code.hidden = true;
  }
  for (const node of texts(element)) {
    const dutch = PF_WORDS[node.nodeValue.trim()];
    if (dutch) say(node, dutch);
  }
  for (const named of [element, ...element.querySelectorAll("[aria-label]")]) {
    const dutch = PF_WORDS[named.getAttribute("aria-label")];
    if (dutch) named.setAttribute("aria-label", dutch);
  }
}

new MutationObserver(() => {
  document.querySelectorAll(OWN_WINDOWS).forEach(translate);
}).observe(document.documentElement, { childList: true, characterData: true, subtree: true });
