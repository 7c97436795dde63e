/**
 * Must be imported before anything that makes a schema: zod would otherwise try `new Function` at the first one, which the
 * content security policy refuses and reports.
 */
import { config } from 'zod';

config({ jitless: true });
