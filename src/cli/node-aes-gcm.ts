import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { AesGcm } from '../model/index.ts';

const TAG_BYTES = 16;

/** AES-256-GCM of Node's own OpenSSL: the same bytes as the portable provider, several times faster. */
export const nodeAesGcm: AesGcm = {
  seal: (key, nonce, additionalData, plaintext) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(additionalData);
    const parts = [cipher.update(plaintext), cipher.final(), cipher.getAuthTag()];
    return new Uint8Array(Buffer.concat(parts));
  },
  open: (key, nonce, additionalData, sealed) => {
    const body = sealed.length - TAG_BYTES;
    if (body < 0) return null;
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    decipher.setAAD(additionalData);
    decipher.setAuthTag(sealed.subarray(body));
    try {
      const parts = [decipher.update(sealed.subarray(0, body)), decipher.final()];
      return new Uint8Array(Buffer.concat(parts));
    } catch {
      return null; // OpenSSL reports a wrong tag by throwing; here it is an answer
    }
  },
};
