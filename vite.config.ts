import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [reactRouter()],
  // Whole, they are thousands of modules that the server would load at its start.
  ssr: { noExternal: ['@tabler/icons-react', /^@mantine\//] },
  build: { target: ['es2022', 'chrome100', 'safari15.4'], assetsInlineLimit: 0, reportCompressedSize: false, sourcemap: false },
});
