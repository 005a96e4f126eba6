/** The goods behind the codes of a list, each asked for once. */
import type { Good, Line } from './answers.ts';
import type { Api } from './api.ts';

export function learner(api: Api, names: Record<string, Good>): (line: Line) => Promise<void> {
  return async ({ med_list_codg }) => {
    if (names[med_list_codg] !== undefined) return;
    const found = await api
      .get<{ goods: Good[] }>(`/v1/catalogue/${encodeURIComponent(med_list_codg)}`)
      .catch(() => null);
    const [good] = found?.goods ?? [];
    if (good !== undefined) names[med_list_codg] = good;
  };
}
