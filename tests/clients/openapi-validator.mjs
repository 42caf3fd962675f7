// Checks an OpenAPI document with @seriousme/openapi-schema-validator: node openapi-validator.mjs URL
import { Validator } from '@seriousme/openapi-schema-validator';

const document = await (await fetch(process.argv[2])).json();
const validator = new Validator();
const { valid, errors } = await validator.validate(document);
console.log(JSON.stringify({ valid, errors, version: validator.version }));
