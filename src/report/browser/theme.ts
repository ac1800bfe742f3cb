const KEY = 'cksim.theme';
const THEMES = { system: 'as the system', light: 'light', dark: 'dark' } as const;
type Theme = keyof typeof THEMES;

/** Puts a choice of colours into the head of the page, and remembers it where the browser lets us. */
export function offerThemes(): void {
  const header = document.querySelector('header');
  if (header === null) return;
  const select = document.createElement('select');
  for (const [value, words] of Object.entries(THEMES)) select.add(new Option(words, value));
  const label = document.createElement('label');
  label.className = 'theme';
  label.append('Colours: ', select);
  header.prepend(label);
  const remembered = recall();
  select.value = remembered;
  apply(remembered);
  select.addEventListener('change', () => {
    const theme = themeOf(select.value);
    apply(theme);
    remember(theme);
  });
}

function themeOf(text: string | null): Theme {
  return text === 'light' || text === 'dark' ? text : 'system';
}

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Pages inside a sandbox may not remember anything. */
function recall(): Theme {
  try {
    return themeOf(localStorage.getItem(KEY));
  } catch {
    return 'system';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The choice holds until the page is closed.
  }
}
