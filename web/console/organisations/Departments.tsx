import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type CSSProperties } from 'react';
import type { Organisation } from '../../../common/contract/organisations.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useText } from '../text.tsx';
import { branches, type Branch } from './tree.ts';
import { fieldProblem, useDeeds } from './use-deeds.ts';
import { useOrganisationsText } from './use-text.ts';
import styles from '../records/records.module.css';

/** The departments as a tree: renamed, moved, archived. */
export function Departments({ organisation, mayEdit }: { organisation: Organisation; mayEdit: boolean }) {
  const words = useOrganisationsText();
  const [editing, setEditing] = useState<Branch | 'new' | null>(null);
  const { send } = useDeeds();
  const tree = branches(organisation.departments);
  return (
    <section className={styles.section} aria-labelledby="departments">
      <div className={styles.sectionHead}>
        <h2 id="departments">{words('departments')}</h2>
        {mayEdit && <Button size="xs" variant="default" onClick={() => setEditing('new')}>{words('department_add')}</Button>}
      </div>
      {tree.length === 0 ? <p className={styles.none}>{words('departments_none')}</p> : (
        <ul className={styles.list}>
          {tree.map((one) => (
            <li key={one.id} className={`${styles.row} ${styles.tree}`} style={{ '--depth': one.depth } as CSSProperties} aria-label={one.path}>
              <span className={styles.typed}>{one.name}</span>
              <span className={styles.detail}>{words('department_count', { count: one.members })}</span>
              {mayEdit && (
                <span className={styles.buttons}>
                  <Button size="compact-xs" variant="default" onClick={() => setEditing(one)}>{words('edit')}</Button>
                  <Button size="compact-xs" variant="default" onClick={() => send({ intent: 'archive-department', department: one.id })}>{words('archive')}</Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {editing !== null && <EditDepartment tree={tree} department={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
    </section>
  );
}

function EditDepartment({ tree, department, close }: { tree: readonly Branch[]; department: Branch | null; close(): void }) {
  const t = useText();
  const words = useOrganisationsText();
  const { Form, busy, problem } = useDeeds({ done: close });
  const parents = tree.filter(({ path }) => department === null || (path !== department.path && !path.startsWith(`${department.path}/`)));
  return (
    <Dialog title={department?.name ?? words('department_add')} closeLabel={t('close')} close={close}>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="intent" value={department === null ? 'add-department' : 'save-department'} />
        {department !== null && <input type="hidden" name="department" value={department.id} />}
        {department !== null && <input type="hidden" name="revision" value={department.revision} />}
        <TextInput name="name" label={words('department_name')} defaultValue={department?.name ?? ''} maxLength={80} required withAsterisk={false} data-autofocus error={fieldProblem(problem, 'name')} />
        <NativeSelect name="parent" label={words('department_parent')} defaultValue={department?.parent ?? ''} data={[{ value: '', label: words('department_top') }, ...parents.map(({ id, path }) => ({ value: id, label: path }))]} error={fieldProblem(problem, 'parent')} />
        <div className={styles.buttons}><Button type="submit" loading={busy}>{words(department === null ? 'add' : 'save')}</Button></div>
      </Form>
    </Dialog>
  );
}
