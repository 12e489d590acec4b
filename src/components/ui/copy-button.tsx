'use client'
/** Copies a text; absent without JavaScript, where the text can be selected by hand. */
import { useEffect, useState } from 'react'

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isReady, setIsReady] = useState(false)
  const [said, setSaid] = useState('')
  useEffect(() => setIsReady(Boolean(navigator.clipboard)), [])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setSaid('Copied')
    } catch {
      setSaid('Copying was refused; select the text instead')
    }
  }
  return (
    <>
      {isReady && (
        <button
          type="button"
          onClick={copy}
          className="cursor-pointer py-1 hover:text-ink hover:underline"
        >
          {label}
        </button>
      )}
      <span role="status">{said}</span>
    </>
  )
}
