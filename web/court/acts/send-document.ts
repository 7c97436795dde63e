/** Sending a file that goes with an act: its bytes as they are, its name beside them. Fails toward "not sent", with what the server said. */
import { type UploadedJson, uploadedSchema } from '../../../src/orders/documents/contract.ts';
import { answerOf } from '../../ui/call.ts';

/** Throws CallFailed. Without a limit on time: 10 MB take their time on a poor line, and the server has its own. */
export async function sendDocument(file: File): Promise<UploadedJson> {
  const headers = {
    accept: 'application/json',
    'x-magpie': '1',
    'content-type': 'application/octet-stream',
    'x-file-name': encodeURIComponent(file.name.toWellFormed()),
  };
  const sent = fetch('/api/documents', { method: 'POST', headers, body: file, credentials: 'same-origin' });
  const response = await sent.catch((error: unknown) => {
    // fetch rejects for a dead network, and for a file that cannot be read any more (TypeError both).
    if (error instanceof TypeError) return null;
    throw error;
  });
  return answerOf(response, uploadedSchema);
}
