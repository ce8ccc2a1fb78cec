import { createAreaText } from '../area-text.tsx';
import type { OrganisationsTexts } from './text.ts';

const area = createAreaText<OrganisationsTexts>();
export const { AreaText: OrganisationsText, useAreaText: useOrganisationsText } = area;
