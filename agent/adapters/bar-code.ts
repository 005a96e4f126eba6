/**
 * Bar codes as SVG through bwip-js, loaded when the first one is asked for. Draws what it is given and never decides what a
 * scanner is told.
 */

/** A Code 128 bar code; with FNC3 first it is a command to a scanner, not data. */
export async function barCodeSvg(text: string, fnc3: boolean): Promise<string> {
  const { default: bwip } = await import('bwip-js');
  // A caret begins an escape there; in text it stands for itself.
  const escaped = text.replaceAll('^', '^094');
  return bwip.toSVG({
    bcid: 'code128',
    text: fnc3 ? `^FNC3${escaped}` : escaped,
    parse: true,
    parsefnc: true,
    height: 15,
    includetext: false,
    paddingwidth: 10,
    paddingheight: 4,
  });
}
