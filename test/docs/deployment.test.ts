import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { configurationSchema, readConfiguration } from '../../server/platform/config/schema.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const settings = Object.keys(configurationSchema.shape);

describe('deploy/container', () => {
  const { services, volumes } = z
    .object({ services: z.object({ lichun: z.object({ environment: z.record(z.string(), z.string()), volumes: z.array(z.string()) }) }), volumes: z.record(z.string(), z.unknown()) })
    .parse(parse(read('deploy/container/compose.yaml')));
  const { environment } = services.lichun;
  /** What the container gets when `given` stands in .env. */
  const inContainer = (given: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value.replace(/\$\{(\w+):-([^}]*)\}/, (_, asked: string, otherwise: string) => given[asked] || otherwise)]));

  test('lets every setting be given, and fixes only where the container keeps things and listens', () => {
    expect(Object.keys(environment).toSorted()).toEqual([...settings, 'LICHUN_LANG'].toSorted());
    const fixed = Object.entries(environment).filter(([name, value]) => !new RegExp(`^\\$\\{${name}:-[^}]*\\}$`).test(value));
    expect(Object.fromEntries(fixed)).toEqual({ DATA_DIR: '/data', BACKUP_DIR: '/backups', HOST: '0.0.0.0', PORT: '8080', METRICS_HOST: '0.0.0.0' });
  });

  test('starts with nothing given, and sends mail with what .env says', () => {
    const without = readConfiguration(inContainer({}));
    expect(without).toMatchObject({ ok: true, configuration: { DATA_DIR: '/data', BACKUP_DIR: '/backups', TRUSTED_PROXY: ['172.30.11.1'], SMTP_TLS: 'auto' } });
    const given = { SMTP_URL: 'smtp://user:pa$word@mail.example.com:587', MAIL_FROM: '支持中心 <help@example.com>', METRICS_PORT: '9464', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
    expect(readConfiguration(inContainer(given))).toMatchObject({ ok: true, configuration: { ...given, METRICS_PORT: 9464 } });
  });

  test('keeps data and backups in volumes that the program’s user may write to', () => {
    const mounted = services.lichun.volumes.map((volume) => volume.split(':'));
    expect(mounted).toEqual([['data', '/data'], ['backups', '/backups']]);
    expect(mounted.map(([name]) => name).filter((name) => !(name !== undefined && name in volumes))).toEqual([]);
    expect(read('deploy/container/Dockerfile')).toMatch(/install -d -o lichun -g lichun -m 0700 \/data \/backups\n/);
  });

  test('offers settings to copy that the program understands', () => {
    const offered = linesOf(read('deploy/container/lichun.env'));
    expect(Object.keys(offered)).toContain('SMTP_URL');
    expect(Object.keys(offered).filter((name) => !settings.includes(name))).toEqual(['POSTGRES_PASSWORD']);
    expect(readConfiguration(inContainer(offered))).toMatchObject({ ok: true });
  });
});

describe('deploy/systemd', () => {
  const unit = read('deploy/systemd/lichun.service');
  const said = (name: string) => [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value ?? '');
  const environment = Object.fromEntries(said('Environment').flatMap((line) => line.split(' ')).map((pair) => pair.split('=')));

  test('lets the program write where its data and backups are', () => {
    expect(said('StateDirectory')).toEqual(['lichun lichun-backups']);
    expect([environment['DATA_DIR'], environment['BACKUP_DIR']]).toEqual(['/var/lib/lichun', '/var/lib/lichun-backups']);
    expect(readConfiguration({ ...linesOf(read('deploy/systemd/lichun.env')), SECRET_KEY: '', ...environment })).toMatchObject({ ok: true });
  });

  test('runs commands as the unit runs the program: its user, settings and folders, the words unharmed', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lichun-systemd-'));
    try {
      writeFileSync(path.join(folder, 'systemd-run'), '#!/bin/sh\nprintf "%s\\n" "$@"\n');
      chmodSync(path.join(folder, 'systemd-run'), 0o755);
      const words = execFileSync(path.join(root, 'deploy/systemd/lichun'), ['operator', 'add', 'chunhua@example.com', '--name', '春 华'], { encoding: 'utf8', env: { PATH: `${folder}:${process.env['PATH']}`, LANG: 'en_GB.UTF-8' } }).trim().split('\n');
      const given = (option: string) => Object.fromEntries(words.filter((word) => word.startsWith(`--${option}=`)).map((word) => word.slice(option.length + 3)).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
      const expected = Object.fromEntries(['User', 'Group', 'UMask', 'NoNewPrivileges', 'EnvironmentFile'].map((name) => [name, said(name)[0]]));
      expect(given('property')).toEqual({ ...expected, WorkingDirectory: environment['BACKUP_DIR'] });
      expect(given('setenv')).toEqual({ DATA_DIR: environment['DATA_DIR'], BACKUP_DIR: environment['BACKUP_DIR'], LICHUN_LANG: 'en_GB.UTF-8' });
      const program = words.slice(words.findLastIndex((word) => word.startsWith('--') && word !== '--name') + 1);
      expect(program).toEqual([(said('ExecStart')[0] ?? '').split(' ')[0], `${said('WorkingDirectory')[0]}/server/cli.ts`, 'operator', 'add', 'chunhua@example.com', '--name', '春 华']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test('docs/deployment.md runs commands through the wrapper, so that they see the settings of the unit', () => {
  const commands = [...read('docs/deployment.md').matchAll(/^(?:.*\b)?lichun (?:backup|restore|doctor|operator)\b.*$/gm)].map(([line]) => line);
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.filter((line) => /sudo|bin\/lichun\.mjs/.test(line))).toEqual([]);
});

/** The settings of a file, those that are commented out too. */
function linesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/^#?([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name ?? '', (value ?? '').replace(/^'(.*)'$/, '$1')]);
  const values = Object.fromEntries(found) as Record<string, string>;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.replace(/\$\{(\w+)\}/g, (_, asked: string) => values[asked] || 'secret')]));
}
