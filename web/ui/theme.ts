import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** From paper to ink through the sprout's green; 6 is the main action by day, 3 by night. */
const sprout: MantineColorsTuple = ['#e1efe4', '#c3e0cc', '#97cfab', '#6cc08b', '#4fa873', '#3b9160', '#2f7d4f', '#276a43', '#1f5737', '#17422a'];
const brick: MantineColorsTuple = ['#f9e4df', '#f3cabf', '#f0978a', '#e27868', '#cd5d4c', '#b74a39', '#a1382a', '#872d21', '#6d241a', '#531b14'];

/** The library in the product's own colours, type and spacing; everything else comes from tokens.css. */
export const theme = createTheme({
  primaryColor: 'sprout',
  colors: { sprout, brick },
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  black: '#1f2423',
  white: '#ffffff',
  fontFamily: 'var(--face)',
  fontFamilyMonospace: 'var(--face-code)',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '17px', xl: '20px' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Modal: { defaultProps: { centered: false, radius: 'md', overlayProps: { backgroundOpacity: 0.35 }, transitionProps: { duration: 120 } } },
  },
});

/** Lets the library's variables follow tokens.css, so that both schemes are written down in one place. */
export const variablesOfTheme: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-placeholder': 'var(--muted)',
    '--mantine-color-anchor': 'var(--slate)',
    '--mantine-color-error': 'var(--brick)',
    '--mantine-color-default': 'var(--card)',
    '--mantine-color-default-hover': 'var(--paper-sunken)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--control-line)',
    '--mantine-primary-color-filled': 'var(--sprout)',
    '--mantine-primary-color-filled-hover': 'var(--sprout-strong)',
    '--mantine-color-sprout-filled': 'var(--sprout)',
    '--mantine-color-sprout-filled-hover': 'var(--sprout-strong)',
    '--mantine-primary-color-contrast': 'var(--sprout-ink)',
  };
  return { variables: {}, light: shared, dark: shared };
};
