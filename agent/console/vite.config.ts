/**
 * The counter page's own build: into dist/console, from where the agent serves it. Nothing is taken from elsewhere at
 * run time.
 */
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';

/**
 * The program and its style sheet named in the document behind the frame: they are fetched while the frame is painted, and
 * the program waits for the sheet, so that the page itself never shows without its style.
 */
const frameFirst: Plugin = {
  name: 'frame-first',
  enforce: 'post',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const files = Object.values(bundle).map(({ fileName }) => fileName);
      const program = Object.values(bundle).find((one) => one.type === 'chunk' && one.name === 'main')?.fileName;
      const sheet = files.find((name) => name.endsWith('.css'));
      if (program === undefined || sheet === undefined) throw new Error('the page was built without program or style');
      const links = [
        `<link rel="modulepreload" crossorigin href="/${program}">`,
        `<link rel="stylesheet" crossorigin href="/${sheet}">`,
      ];
      return html.replace('</body>', `${links.join('\n')}\n</body>`);
    },
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue(), frameFirst],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    // A data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
});
