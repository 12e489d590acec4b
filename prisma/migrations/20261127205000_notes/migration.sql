-- The authors' note on arXiv is called note everywhere but in arXiv's own formats, since a comment
-- is what a member writes here.
update source_records set content = (content - 'comment') || jsonb_build_object('note', content -> 'comment')
where content ? 'comment';

-- Kept for a day only, in the shape of before.
delete from looked_up_papers;
