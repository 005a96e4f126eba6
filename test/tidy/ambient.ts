/**
 * Finds time and randomness taken from thin air. In the core, the drivers and the simulator both come in through ports
 * or arguments, or a seeded run could not be repeated. Names are judged, not values: to call a local variable
 * `setTimeout` or `performance` is refused too.
 */
import ts from 'typescript';
import { lineOf, type Source, type Violation } from './source.ts';

/** Where ambient time and randomness enter: adapters, programs' entry points, tools, tests, the counter page. */
const ENTRANCES: readonly RegExp[] = [
  /^agent\/(adapters|cli|console)\//,
  /^simulator\/([^/]+\/)*adapters\//,
  /^simulator\/([^/]+\/)*main\.ts$/,
  // The real side of the byte seam: the simulation puts another in its place.
  /^drivers\/[^/]+\/native\.ts$/,
  // Runs in other programs, which know no clock of ours.
  /^agent\/api\/client\//,
  // Somebody else's project, shown as it would be there.
  /^simulator\/examples\//,
  /^protocol\/generate\.mjs$/,
  /^test\//,
];

/** Never to be named at all. */
const TIMERS = new Set(['performance', 'setTimeout', 'setInterval', 'setImmediate']);
/** May be named, but not for these members. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  process: ['hrtime', 'uptime'],
  crypto: ['randomUUID', 'getRandomValues', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync', 'webcrypto'],
  AbortSignal: ['timeout'],
};
const MODULES = new Set([
  'node:timers',
  'node:timers/promises',
  'node:perf_hooks',
  'timers',
  'timers/promises',
  'perf_hooks',
]);
const GLOBALS = new Set(['globalThis', 'global', 'window', 'self']);

export function ambientViolations(source: Source, file: ts.SourceFile): Violation[] {
  if (ENTRANCES.some((place) => place.test(source.path))) return [];
  const violations: Violation[] = [];
  const report = (node: ts.Node, what: string) =>
    violations.push({
      path: source.path,
      line: lineOf(file, node),
      rule: 'ambient',
      message: `${what}: time and randomness come in through ports or arguments`,
    });
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isImportDeclaration(node)) {
      for (const name of ambientImports(node)) report(node, name);
      return;
    }
    const name = ts.isIdentifier(node) && isReference(node) ? ambientUse(node, node.text) : ambientGlobal(node);
    if (name !== null) report(node, name);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return violations;
}

function ambientImports(node: ts.ImportDeclaration): string[] {
  if (!ts.isStringLiteral(node.moduleSpecifier) || node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    return [];
  const module = node.moduleSpecifier.text;
  if (MODULES.has(module)) return [module];
  const banned = MEMBERS[module.replace(/^node:/, '')] ?? [];
  const bindings = node.importClause?.namedBindings;
  if (
    bindings !== undefined &&
    ts.isNamespaceImport(bindings) &&
    banned.length > 0 &&
    !(bindings.name.text in MEMBERS)
  ) {
    return [`${module} as ${bindings.name.text}`];
  }
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
  return bindings.elements
    .map((element) => (element.propertyName ?? element.name).text)
    .filter((name) => banned.includes(name));
}

/** What is wrong with naming `name` here, or null. `node` stands for the name: an identifier, or `globalThis.name`. */
function ambientUse(node: ts.Node, name: string): string | null {
  if (TIMERS.has(name)) return name;
  const banned = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
  if (banned === undefined) return null;
  const member = memberTaken(node);
  if (member !== null) return member === '' || banned.includes(member) ? `${name}.${member || '[…]'}` : null;
  const { parent } = node;
  if (name === 'Date') {
    if (ts.isNewExpression(parent) && parent.expression === node) return parent.arguments?.length ? null : 'new Date()';
    return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword
      ? null
      : 'Date';
  }
  // Handed on or taken apart, its members can no longer be followed.
  return ts.isTypeOfExpression(parent) ? null : name;
}

/** `globalThis.setTimeout` and its like. */
function ambientGlobal(node: ts.Node): string | null {
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return null;
  if (!ts.isIdentifier(node.expression) || !GLOBALS.has(node.expression.text)) return null;
  const member = memberTaken(node.expression);
  return member === null || member === '' ? `${node.expression.text}[…]` : ambientUse(node, member);
}

/** The member taken of `node`: "" when it is computed, null when none is taken. */
function memberTaken(node: ts.Node): string | null {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return parent.name.text;
  if (!ts.isElementAccessExpression(parent) || parent.expression !== node) return null;
  return ts.isStringLiteralLike(parent.argumentExpression) ? parent.argumentExpression.text : '';
}

/** Is this identifier a name of its own, and not the label of a property, parameter type or member? */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  if (ts.isClassElement(parent) || ts.isTypeElement(parent) || ts.isMethodDeclaration(parent)) {
    return 'initializer' in parent && parent.initializer === node;
  }
  return !ts.isQualifiedName(parent) && !ts.isLabeledStatement(parent);
}
