import { index, layout, route, type RouteConfig } from '@react-router/dev/routes';

/** The site map on one page. Public pages run no script; the console hydrates. */
export default [
  layout('public/PublicLayout.tsx', [
    index('channels/SupportPage.tsx'),
    route('advice', 'channels/AdvicePage.tsx'),
    route('readings/:key', 'channels/ReadingPage.tsx'),
    route('propose', 'channels/ProposePage.tsx'),
    route('sign-in', 'people/SignInPage.tsx'),
    route('sign-out', 'people/SignOutPage.tsx'),
    route('set-up', 'people/SetUpPage.tsx'),
    ...(process.env['LICHUN_DEVELOPMENT'] === '1' ? [route('dev', 'development/DevelopmentPage.tsx')] : []),
    route('*', 'public/NotFoundPage.tsx'),
  ]),
  route('qr/:section/:key/:file', 'channels/qr-image.ts'),
  route('robots.txt', 'channels/robots.ts'),
  route('console', 'console/ConsoleRoot.tsx', [
    route('find', 'console/find.ts'),
    route('example', 'console/example.ts'),
    route('calendar-preview', 'console/calendar/preview.ts'),
    route('file/centre.yaml', 'console/files/export.ts'),
    layout('console/ConsoleLayout.tsx', [
      index('console/TodayPage.tsx'),
      route('settings', 'console/SettingsPage.tsx'),
      route('proposals', 'console/ProposalsPage.tsx'),
      route('adviser', 'console/AdviserPage.tsx'),
      route('history', 'console/HistoryPage.tsx'),
      route('file', 'console/FilePage.tsx'),
      route('keys', 'console/keys/KeysPage.tsx'),
      route('webhooks', 'console/webhooks/WebhooksPage.tsx'),
      route('webhooks/new', 'console/webhooks/NewWebhookPage.tsx'),
      route('webhooks/:id', 'console/webhooks/WebhookPage.tsx'),
      route('webhooks/:id/edit', 'console/webhooks/EditWebhookPage.tsx'),
      route('new/:section', 'console/NewEntryPage.tsx'),
      route(':section', 'console/SectionPage.tsx'),
      route(':section/:key', 'console/EntryPage.tsx'),
    ]),
  ]),
] satisfies RouteConfig;
