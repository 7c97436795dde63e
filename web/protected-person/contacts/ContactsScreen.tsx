import { Pencil, Phone, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { CONTACTS_MAX, type Contact, contactSchema } from '../../../src/people/help/contract.ts';
import { cx } from '../../ui/cx.ts';
import { contactsMessages } from '../../ui/messages/contacts/catalogue.ts';
import { useMessages } from '../../ui/messages/MessagesProvider.tsx';
import { callApi } from '../../ui/session.ts';
import styles from '../safe-places/SafePlaces.module.css';
import { useHelp, useHelpParts } from '../sos/HelpProvider.tsx';
import { telLink } from '../sos/sms.ts';

/** People whom this person trusts: at most five, to be called in one step. */
export function ContactsScreen() {
  const t = useMessages(contactsMessages);
  const { help } = useHelp();
  const parts = useHelpParts();
  const [editing, setEditing] = useState<number | null>(null);
  const [state, setState] = useState<'rest' | 'saving' | 'saved' | 'failed'>('rest');
  if (help.kind === 'loading') return <p role="status">{t('loading')}</p>;
  if (help.kind === 'failed') return <p role="alert">{t('failed')}</p>;
  const { contacts } = help.value;
  const save = async (next: readonly Contact[]) => {
    setState('saving');
    const body = JSON.stringify({ contacts: next });
    const response = await callApi('/api/me/contacts', { method: 'PUT', body });
    if (response?.ok !== true) return setState('failed');
    await parts.help.reloadHelp();
    setEditing(null);
    setState('saved');
  };
  return (
    <div className={styles.sections}>
      <p className={styles.note}>{t('line', { count: CONTACTS_MAX })}</p>
      {contacts.length === 0 && <p>{t('empty')}</p>}
      <ul className={styles.list}>
        {contacts.map((contact, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name
          <li key={i} className={editing === i ? undefined : styles.entry}>
            {editing === i ? (
              <ContactForm
                contact={contact}
                isSaving={state === 'saving'}
                onSave={(changed) => save(contacts.map((one, at) => (at === i ? changed : one)))}
                onBack={() => setEditing(null)}
              />
            ) : (
              <>
                <span>
                  <strong>{contact.name}</strong>
                  <a href={telLink(contact.phone)} className={styles.link}>
                    <Phone size={16} aria-hidden="true" /> {contact.phone}
                  </a>
                </span>
                <Button
                  className={cx(styles.iconButton)}
                  aria-label={t('edit', { name: contact.name })}
                  onPress={() => setEditing(i)}
                >
                  <Pencil size={20} aria-hidden="true" />
                </Button>
                <Button
                  className={cx(styles.iconButton)}
                  aria-label={t('remove', { name: contact.name })}
                  isDisabled={state === 'saving'}
                  onPress={() => save(contacts.filter((_, at) => at !== i))}
                >
                  <Trash2 size={20} aria-hidden="true" />
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      {editing === null && contacts.length < CONTACTS_MAX && (
        <ContactForm
          key={contacts.length}
          contact={null}
          isSaving={state === 'saving'}
          onSave={(contact) => save([...contacts, contact])}
          onBack={null}
        />
      )}
      {contacts.length >= CONTACTS_MAX && <p className={styles.note}>{t('full')}</p>}
      <p role="status" className={state === 'failed' ? styles.error : styles.note}>
        {state === 'saving' && t('saving')}
        {state === 'saved' && t('saved')}
        {state === 'failed' && t('save-failed')}
      </p>
    </div>
  );
}

interface ContactFormProps {
  readonly contact: Contact | null;
  readonly isSaving: boolean;
  readonly onSave: (contact: Contact) => void;
  readonly onBack: (() => void) | null;
}

function ContactForm({ contact, isSaving, onSave, onBack }: ContactFormProps) {
  const t = useMessages(contactsMessages);
  const [name, setName] = useState(contact?.name ?? '');
  const [phone, setPhone] = useState(contact?.phone ?? '');
  const [wrong, setWrong] = useState<'name' | 'phone' | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isSaving) return;
    const parsed = contactSchema.safeParse({ name, phone: phone.trim() });
    if (parsed.success) {
      setWrong(null);
      return onSave(parsed.data);
    }
    setWrong(parsed.error.issues[0]?.path[0] === 'name' ? 'name' : 'phone');
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <label className={styles.field}>
        {t('name')}
        <input
          maxLength={60}
          autoComplete="off"
          value={name}
          aria-invalid={wrong === 'name'}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label className={styles.field}>
        {t('phone')}
        <input
          type="tel"
          maxLength={20}
          autoComplete="off"
          value={phone}
          aria-invalid={wrong === 'phone'}
          onChange={(event) => setPhone(event.target.value)}
        />
      </label>
      {wrong !== null && (
        <p role="alert" className={styles.error}>
          {t(wrong === 'name' ? 'name-needed' : 'phone-odd')}
        </p>
      )}
      <div className={styles.row}>
        <Button type="submit" className={cx(styles.button)} isDisabled={isSaving}>
          {t(contact === null ? 'add' : 'save')}
        </Button>
        {onBack !== null && (
          <Button className={cx(styles.button)} onPress={onBack}>
            {t('back')}
          </Button>
        )}
      </div>
    </form>
  );
}
