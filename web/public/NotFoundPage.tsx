import { data } from 'react-router';

export { ErrorBoundary } from './ErrorPage.tsx';

/** Every address that nothing else answers, inside the frame of the public pages. */
export function loader(): never {
  throw data(null, { status: 404 });
}
export const action = loader;

export function headers() {
  return { 'lichun-page': 'public' };
}

export default function NotFoundPage() {
  return null;
}
