// Shows slides one at a time: in a file of its own and over a page of the dashboard. Without it they
// stand under each other.

const EDITS = "input, textarea, select";
const PRESSES = "button, a, summary, input";
const JUMP_AFTER = 1200;
const SWIPE = 60;

function present(deck) {
  if (deck.dataset.ready) return;
  deck.dataset.ready = "true";
  for (const picture of deck.querySelectorAll("[data-svg]")) draw(picture);
  const slides = [...deck.querySelectorAll(".dia-slide")];
  const said = deck.querySelector(".dia-said");
  const field = deck.querySelector(".dia-jump input");
  const button = (name) => deck.querySelector(`[data-do="${name}"]`);
  let at = Math.max(0, slides.findIndex((slide) => `#${slide.id}` === location.hash));
  let typed = "";
  let letters = true;
  let popup = null;

  function show(place) {
    at = Math.min(Math.max(place, 0), slides.length - 1);
    slides.forEach((slide, number) => (slide.hidden = number !== at));
    field.value = at + 1;
    const texts = [...slides[at].querySelectorAll(".dia-question, .dia-answer")];
    said.textContent = [`${at + 1} / ${slides.length}`, ...texts.map((t) => t.textContent)].join(". ");
    history.replaceState(history.state, "", `#${slides[at].id}`);
    deck.scrollTop = 0;
    reach(slides[at].querySelector(".dia-picture"));
    tell();
  }

  // What scrolls sideways must do so with the keyboard too.
  function reach(picture) {
    if (picture?.scrollWidth > picture?.clientWidth) picture.tabIndex = 0;
    else picture?.removeAttribute("tabindex");
  }

  function tell() {
    if (!popup || popup.closed) return;
    const notes = slides[at].querySelector(".dia-notes") || slides[at];
    popup.document.body.innerHTML = `<h1>${at + 1}. ${text(slides[at], ".dia-question")}</h1>`;
    popup.document.body.append(popup.document.importNode(notes, true));
    for (const part of popup.document.querySelectorAll("details")) part.open = true;
  }

  function open_window() {
    popup = window.open("", "perspectief-notes", "width=760,height=900");
    if (!popup) return press("notes", deck.classList.toggle("dia-noted"));
    popup.document.documentElement.lang = "nl";
    popup.document.title = button("notes").textContent;
    popup.document.body.style.cssText =
      "font:1.25rem/1.4 sans-serif;margin:1.5rem;color-scheme:light dark;max-width:48rem";
    tell();
  }

  function press(name, on) {
    button(name).setAttribute("aria-pressed", String(on));
  }

  function black(on) {
    deck.classList.toggle("dia-black", on);
    press("black", on);
  }

  function dark() {
    const now = getComputedStyle(deck).colorScheme;
    const system = matchMedia("(prefers-color-scheme: dark)").matches;
    return now === "dark" || (now !== "light" && system);
  }

  const actions = {
    back: () => show(at - 1),
    next: () => show(at + 1),
    first: () => show(0),
    last: () => show(slides.length - 1),
    notes: () => press("notes", deck.classList.toggle("dia-noted")),
    window: open_window,
    full: () => (document.fullscreenElement ? document.exitFullscreen() : deck.requestFullscreen?.()),
    black: () => black(!deck.classList.contains("dia-black")),
    theme: () => (deck.style.colorScheme = dark() ? "light" : "dark"),
    letters: () => press("letters", (letters = !letters)),
  };
  const keys = {
    ArrowRight: "next",
    PageDown: "next",
    ArrowLeft: "back",
    PageUp: "back",
    Home: "first",
    End: "last",
  };
  const characters = { f: "full", b: "black", n: "notes" };

  function digit(sign) {
    typed += sign;
    const mine = typed;
    setTimeout(() => mine === typed && jump(), JUMP_AFTER);
  }

  function jump() {
    if (typed) show(Number(typed) - 1);
    typed = "";
  }

  function act(event) {
    const { key, target } = event;
    if (key === "Enter" && typed) return jump();
    if (deck.classList.contains("dia-black")) return black(false);
    if (keys[key]) return actions[keys[key]]();
    if (key === " ") return actions[event.shiftKey ? "back" : "next"]();
    if (!letters) return false;
    if (/^\d$/.test(key)) return digit(key);
    const name = characters[key.toLowerCase()];
    return name ? actions[name]() : false;
  }

  function hear(event) {
    if (!deck.isConnected) return removeEventListener("keydown", hear, true);
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.(EDITS)) return;
    const pressed = event.key === " " || event.key === "Enter";
    if (pressed && !typed && event.target.closest?.(PRESSES)) return;
    if (/^(Shift|Tab|Escape)$/.test(event.key)) return;
    if (act(event) !== false) event.preventDefault();
  }

  let started = null;
  deck.addEventListener("touchstart", (event) => {
    const scrolls = event.target.closest(".dia-picture, .pf-table, .dia-bar");
    started = scrolls ? null : event.touches[0].clientX;
  }, { passive: true });
  deck.addEventListener("touchend", (event) => {
    if (started === null) return;
    const moved = event.changedTouches[0].clientX - started;
    if (Math.abs(moved) > SWIPE) show(at + (moved < 0 ? 1 : -1));
  }, { passive: true });

  let still = 0;
  deck.addEventListener("pointermove", () => {
    deck.classList.add("dia-moved");
    clearTimeout(still);
    still = setTimeout(() => deck.classList.remove("dia-moved"), 2500);
  });
  deck.querySelector(".dia-bar").addEventListener("click", (event) => {
    const name = event.target.closest("button")?.dataset.do;
    if (name) actions[name]();
  });
  new ResizeObserver(() => reach(slides[at].querySelector(".dia-picture"))).observe(deck);
  field.addEventListener("change", () => show(Number(field.value) - 1));
  for (const name of ["notes", "black"]) press(name, false);
  press("letters", true);
  addEventListener("keydown", hear, true);
  show(at);
  deck.focus({ preventScroll: true });
}

function text(slide, part) {
  const holder = document.createElement("p");
  holder.textContent = slide.querySelector(part)?.textContent ?? "";
  return holder.innerHTML;
}

// Streamlit lets no drawing through in its HTML, so a drawing comes as text that it does not read.
function draw(picture) {
  const bytes = Uint8Array.from(atob(picture.dataset.svg), (sign) => sign.charCodeAt(0));
  const text = new TextDecoder().decode(bytes);
  const made = new DOMParser().parseFromString(text, "image/svg+xml");
  picture.replaceChildren(document.importNode(made.documentElement, true));
  picture.removeAttribute("data-svg");
}

for (const deck of document.querySelectorAll(".pf-deck")) present(deck);
