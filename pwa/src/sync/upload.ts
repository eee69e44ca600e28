// One file's bytes over tus 1.0. Loaded only when there is something to send. The upload's address is remembered beside
// the bytes before the first byte flows, so a killed tab, a restarted server or another replica goes on inside the photo.

import * as tus from 'tus-js-client';
import type { Problem } from '../local/db';
import { codeOf, fateOf } from './fate';
import type { Reply, Upload } from './wire';

const pieceBytes = 512 * 1024; // most photos are one piece, and of a cut piece the server keeps what arrived

/** tusUpload makes an Upload that talks to `endpoint`, asking `token` for the access token before each request. */
export function tusUpload(endpoint: string, token: () => Promise<string | undefined>): Upload {
  return (file, remember) =>
    new Promise<Reply<null>>((resolve) => {
      const fail = (error: Error | tus.DetailedError): void => {
        resolve(replyTo(error));
      };
      const upload: tus.Upload = new tus.Upload(new Blob([file.bytes], { type: file.type }), {
        endpoint,
        uploadUrl: file.resumeAt ?? null,
        chunkSize: pieceBytes,
        uploadDataDuringCreation: true, // one request for a photo of one piece
        retryDelays: null, // the engine decides when to come back
        storeFingerprintForResuming: false,
        metadata: { sha256: file.sha256, filetype: file.type },
        onBeforeRequest: async (request) => {
          const t = await token();
          if (t) request.setHeader('Authorization', `Bearer ${t}`);
        },
        onUploadUrlAvailable: () => {
          void remember(upload.url ?? '', 0);
        },
        onChunkComplete: (_size, sent) => {
          void remember(upload.url ?? '', sent);
        },
        onError: fail,
        onSuccess: () => {
          resolve({ fate: 'done', value: null });
        },
      });
      upload.start();
    });
}

function replyTo(error: Error | tus.DetailedError): Reply<null> {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  if (!response) return { fate: 'retry', offline: true };
  const json = parse(response.getBody());
  const fate = fateOf({ status: response.getStatus(), json }, () => false);
  const after = Number(response.getHeader('Retry-After'));
  return {
    fate: fate === 'done' ? 'retry' : fate,
    problem: codeOf(json) ? (json as Problem) : undefined,
    retryAfterMs: Number.isFinite(after) && after > 0 ? after * 1000 : undefined,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
