// The language of the pages' own words, as it was chosen there or in the explorer. Before the page is shown, so that it does not change under its reader.

const key = 'lienthong:language';
const root = document.documentElement;

function kept() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** As the explorer has it: what was chosen last, else what the browser prefers; Vietnamese where it prefers neither. */
function firstLanguage() {
  const wanted = [kept() ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((tag) => tag === 'vi' || tag === 'en') ?? 'vi';
}

function show(language) {
  root.lang = language;
  root.dataset.language = language;
  for (const part of document.querySelectorAll('[data-label-vi]')) {
    part.dataset.labelEn ??= part.getAttribute('aria-label');
    part.setAttribute('aria-label', language === 'vi' ? part.dataset.labelVi : part.dataset.labelEn);
  }
  const title = document.querySelector('title');
  if (!title?.dataset.vi) return;
  title.dataset.en ??= title.textContent;
  title.textContent = language === 'vi' ? title.dataset.vi : title.dataset.en;
}

show(firstLanguage());
document.addEventListener('DOMContentLoaded', () => {
  show(root.lang);
  const choice = document.getElementById('language');
  choice.value = root.lang;
  choice.hidden = false;
  choice.addEventListener('change', () => {
    try {
      localStorage.setItem(key, choice.value);
    } catch {
      // It is chosen for this page alone, where nothing may be kept.
    }
    show(choice.value);
  });
});
