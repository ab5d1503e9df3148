import { z } from 'zod';
import { APPROVAL_REQUEST } from './approval-requests.ts';
import { APPROVAL } from './approvals.ts';
import { ACCEPTED, OWN_ACT, PASSKEY_ACT } from './own-account.ts';
import { ARRANGEMENT } from './people.ts';
import { TABLET_ACT } from './tablet.ts';

type Json = Readonly<Record<string, unknown>>;

const PROBLEMS: Json = {
  default: { description: 'No, and why', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
};
const CLUB: Json = { $ref: '#/components/parameters/club' };
const TOKEN: Json = { name: 'token', in: 'path', required: true, schema: { type: 'string' } };

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return rest;
}

interface Said {
  readonly id: string;
  readonly says: string;
  readonly parameters?: readonly Json[];
  readonly body?: z.ZodType;
}

const operation = ({ id, says, parameters = [], body }: Said): Json => ({
  operationId: id,
  tags: ['accounts'],
  summary: says,
  ...(parameters.length > 0 ? { parameters } : {}),
  ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } } : {}),
  responses: { 200: { description: 'Done', content: { 'application/json': {} } }, ...PROBLEMS },
});

/** Describes what people do about accounts, from the schemas that check what is sent. */
export function accountPaths(): Json {
  return {
    '/api/account': {
      get: operation({ id: 'account', says: 'Your own account: roles, devices, PIN, passkeys' }),
      post: operation({ id: 'changeAccount', says: 'Changes your own account', body: OWN_ACT }),
    },
    '/api/passkeys': {
      post: operation({ id: 'signInByPasskey', says: 'Starts a session by a key that the device holds', body: PASSKEY_ACT }),
    },
    '/api/invitations/{token}': {
      get: operation({ id: 'invitation', says: 'What a link invites to', parameters: [TOKEN] }),
      post: operation({ id: 'acceptInvitation', says: 'Makes an account by a link and signs in', parameters: [TOKEN], body: ACCEPTED }),
    },
    '/api/tablet': {
      get: operation({ id: 'tablet', says: 'The enrolled tablet that asks: who works at it, who may; 204 to any other device' }),
      post: operation({
        id: 'workAtTablet',
        says: 'Signs in by PIN at an enrolled tablet, takes over by a tap, or leaves',
        body: TABLET_ACT,
      }),
    },
    '/api/clubs/{club}/people': {
      get: operation({ id: 'people', says: 'The people of a club with their roles, invitations, tablets', parameters: [CLUB] }),
      post: operation({
        id: 'arrangePeople',
        says: 'Gives and takes roles, invites, enrols the tablet that asks',
        parameters: [CLUB],
        body: ARRANGEMENT,
      }),
    },
    '/api/clubs/{club}/approvals': {
      post: operation({
        id: 'approve',
        says: 'Signs an approval of one command, in your session or by PIN; the command is sent with it in the header Approvals',
        parameters: [CLUB],
        body: APPROVAL,
      }),
    },
    '/api/clubs/{club}/approvals/requests': {
      get: operation({ id: 'approvalRequests', says: 'What waits for your approval, and what you wait for', parameters: [CLUB] }),
      post: operation({
        id: 'askApproval',
        says: 'Asks whoever has some roles to approve a command in their own session, or asks no more',
        parameters: [CLUB],
        body: APPROVAL_REQUEST,
      }),
    },
  };
}
