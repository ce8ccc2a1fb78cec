import type { Config } from '@react-router/dev/config';

export default {
  appDirectory: 'web',
  // scripts/prepare.mjs builds beside the old build and then puts it in its place.
  buildDirectory: process.env['LICHUN_BUILD_DIRECTORY'] ?? 'build',
  ssr: true,
  serverModuleFormat: 'esm',
} satisfies Config;
