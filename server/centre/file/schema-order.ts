import { z } from 'zod';

/** A copy of a valid value with its fields in the order in which the schema lists them. */
export function inSchemaOrder(value: unknown, schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodOptional) return inSchemaOrder(value, schema.unwrap());
  if (schema instanceof z.ZodUnion) return inSchemaOrder(value, branchFor(value, schema));
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((item) => inSchemaOrder(item, schema.element));
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(schema.shape).flatMap(([name, field]) => {
    const given: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
    return given === undefined ? [] : [[name, inSchemaOrder(given, field)]];
  });
  return Object.fromEntries(fields);
}

const anything = z.unknown();

/** The branch that describes a value: the one that takes it. */
function branchFor(value: unknown, union: z.ZodUnion): z.core.$ZodType {
  return union.options.find((branch) => z.safeParse(branch, value).success) ?? anything;
}
