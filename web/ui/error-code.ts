/** The code with which the server refused; null: it was somebody else who answered, or it cannot be read. */
import { z } from 'zod';

const refusalSchema = z.object({ error: z.object({ code: z.string() }) });

export async function errorCodeOf(response: Response): Promise<string | null> {
  const parsed = refusalSchema.safeParse(await response.json().catch(() => null));
  return parsed.success ? parsed.data.error.code : null;
}
