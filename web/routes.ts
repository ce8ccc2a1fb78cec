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
  ]),
  route('qr/:section/:key/:file', 'channels/qr-image.ts'),
  route('robots.txt', 'channels/robots.ts'),
  route('console', 'console/ConsoleLayout.tsx', [
    index('console/TodayPage.tsx'),
  ]),
] satisfies RouteConfig;
