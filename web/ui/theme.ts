import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** From paper to ink through the sprout's green; 6 is the main action by day, 3 by night. */
const sprout: MantineColorsTuple = ['#e1efe4', '#c3e0cc', '#97cfab', '#6cc08b', '#4fa873', '#3b9160', '#2f7d4f', '#276a43', '#1f5737', '#17422a'];
const brick: MantineColorsTuple = ['#f9e4df', '#f3cabf', '#f0978a', '#e27868', '#cd5d4c', '#b74a39', '#a1382a', '#872d21', '#6d241a', '#531b14'];

/** Hints stand below, so that controls beside each other line up. */
const fieldOrder = ['label', 'input', 'description', 'error'] as const;

/** Paper to ink by day, and by night; the middle ones are borders of controls, three to one against what they stand on. */
const gray: MantineColorsTuple = ['#fbfaf6', '#efece3', '#e4e1d8', '#85908a', '#85908a', '#76807b', '#5f6764', '#454d4a', '#2c3032', '#1f2423'];
const dark: MantineColorsTuple = ['#e8e6e0', '#c9ccc8', '#9ba39f', '#8b958f', '#7c8681', '#626c68', '#1b1e20', '#16181a', '#121415', '#0d0f10'];

/** The library in the product's own colours, type and spacing; everything else comes from tokens.css. */
export const theme = createTheme({
  primaryColor: 'sprout',
  colors: { sprout, brick, gray, dark },
  primaryShade: { light: 6, dark: 3 },
  // The main action's text is white by day and ink by night; a colour chosen for one of them would fail in the other.
  variantColorResolver: (input) => {
    const colours = defaultVariantColorsResolver(input);
    return input.variant === 'filled' && [undefined, 'sprout', 'brick'].includes(input.color) ? { ...colours, color: 'var(--sprout-ink)' } : colours;
  },
  black: '#1f2423',
  white: '#ffffff',
  fontFamily: 'var(--face)',
  fontFamilyMonospace: 'var(--face-code)',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '17px', xl: '20px' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Checkbox: { defaultProps: { iconColor: 'var(--sprout-ink)' } },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    InputWrapper: { styles: { label: { marginBottom: 4 } } },
    TextInput: { defaultProps: { inputWrapperOrder: [...fieldOrder] } },
    Textarea: { defaultProps: { inputWrapperOrder: [...fieldOrder] } },
    NativeSelect: { defaultProps: { inputWrapperOrder: [...fieldOrder] } },
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
    '--mantine-color-disabled': 'var(--shade)',
    '--mantine-color-disabled-color': 'var(--muted)',
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
