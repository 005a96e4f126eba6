/** How the page looks to this clerk: language, size, contrast, light or dark. Kept by the browser, known to nobody else. */
import { type InjectionKey, inject, reactive, watchEffect } from 'vue';
import { type Language, WORDS, type Word } from './words.ts';

export interface Look {
  language: Language;
  large: boolean;
  contrast: boolean;
  dark: boolean;
}

export const LOOK: InjectionKey<Look> = Symbol('look');
const PLACE = 'tongxing-look';

export function createLook(): Look {
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const look = reactive<Look>({ language: 'zh', large: false, contrast: false, dark, ...kept() });
  watchEffect(() => {
    const { dataset, classList } = document.documentElement;
    document.documentElement.lang = look.language === 'zh' ? 'zh-CN' : 'en';
    dataset['size'] = look.large ? 'large' : 'usual';
    dataset['contrast'] = look.contrast ? 'high' : 'usual';
    // The name Element Plus looks for.
    classList.toggle('dark', look.dark);
    localStorage.setItem(PLACE, JSON.stringify(look));
  });
  return look;
}

function kept(): Partial<Look> {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? '{}') as Partial<Look>;
  } catch {
    return {};
  }
}

export function useLook(): Look {
  const look = inject(LOOK);
  if (look === undefined) throw new Error('the page has no look');
  return look;
}

/** The words of the language that comes first now. */
export function useWords(): (word: Word) => string {
  const look = useLook();
  return (word) => WORDS[word][look.language === 'zh' ? 0 : 1];
}
