/**
 * Reads one source file the way the tidy rules need it: its imports of every kind, and where it lies in the house.
 * It works on text and the TypeScript parser; it never touches the disk and never guesses with patterns.
 */
import { posix } from 'node:path';
import ts from 'typescript';

export interface Source {
  /** Path from the package root with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly rule: 'imports' | 'types only' | 'ambient' | 'size' | 'name' | 'lock' | 'exception';
  readonly message: string;
}

export interface Import {
  readonly line: number;
  /** Erased before running: `import type`, `export type … from`, `import('x').T` in a type. */
  readonly typeOnly: boolean;
  readonly target: Target;
}

export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'npm'; readonly name: string }
  | { readonly kind: 'computed' };

export function parse(source: Source): ts.SourceFile {
  const kind = source.path.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  return ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ESNext, true, kind);
}

export function lineOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

export function importsOf(file: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, typeOnly: boolean, name: ts.Node | undefined) => {
    const target: Target =
      name !== undefined && ts.isStringLiteralLike(name) ? targetOf(file.fileName, name.text) : { kind: 'computed' };
    found.push({ line: lineOf(file, node), typeOnly, target });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword, node.moduleSpecifier);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      add(node, node.isTypeOnly, node.moduleSpecifier);
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node, node.isTypeOnly, node.moduleReference.expression);
    } else if (ts.isImportTypeNode(node)) {
      add(node, true, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    } else if (ts.isCallExpression(node) && loadsModule(node.expression)) {
      add(node, false, node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function loadsModule(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  // require.resolve and import.meta.resolve name a module as well.
  return (
    ts.isPropertyAccessExpression(callee) &&
    callee.name.text === 'resolve' &&
    /^(require|import\.meta)$/.test(callee.expression.getText())
  );
}

function targetOf(from: string, specifier: string): Target {
  if (specifier.startsWith('.')) return { kind: 'file', path: posix.join(posix.dirname(from), specifier) };
  if (specifier.startsWith('node:')) return { kind: 'node', name: specifier };
  const parts = specifier.split('/');
  return { kind: 'npm', name: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') };
}
