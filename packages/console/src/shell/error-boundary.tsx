import { Component, type ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import { type Say, useWords } from '../words/words.tsx';
import { WORDS } from './words.ts';

interface Props {
  readonly children: ReactNode;
  readonly say: Say<keyof typeof WORDS.en>;
}

class Boundary extends Component<Props, { readonly fault: Error | undefined }> {
  override state: { readonly fault: Error | undefined } = { fault: undefined };

  static getDerivedStateFromError(fault: unknown) {
    return { fault: fault instanceof Error ? fault : new Error(String(fault)) };
  }

  override render() {
    const { fault } = this.state;
    const { say, children } = this.props;
    if (!fault) return children;
    return (
      <div role="alert" className="card stack">
        <h2>{say('fault')}</h2>
        <p>{say('fault-how')}</p>
        <pre className="quiet">{fault.message}</pre>
        <div className="row">
          <Button kind="main" onPress={() => this.setState({ fault: undefined })}>
            {say('again')}
          </Button>
          <Button onPress={() => location.reload()}>{say('reload')}</Button>
        </div>
      </div>
    );
  }
}

/** Keeps a fault of one part from taking the rest of the screen along. */
export function ErrorBoundary({ children }: { readonly children: ReactNode }) {
  return <Boundary say={useWords(WORDS)}>{children}</Boundary>;
}
