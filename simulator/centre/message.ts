/** Plain values of the agent's as the generated code gives them: the centre looks at messages that it may have stored. */
import { checked, type Kind, type Plain, type Shape } from '../../agent/wire/shape.ts';

export function write<F extends Readonly<Record<string, Kind>>>(
  shape: Shape<F>,
  plain: Plain<F>,
  path: string,
): Record<string, unknown> {
  const message: Record<string, unknown> = { ...checked(shape, plain, path) };
  for (const name of shape.amounts) message[name] = { fen: plain[name] };
  return message;
}
