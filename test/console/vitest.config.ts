/** `npm run pictures`: takes the pictures of the README and the guides from the page as it is now. No test. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/console/pictures.ts'],
    globalSetup: ['test/global-setup.ts'],
  },
});
