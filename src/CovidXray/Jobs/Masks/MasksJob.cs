using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Jobs.Output;

namespace CovidXray.Jobs.Masks;

/// <summary>Makes the masks of a dataset: images are shared out to workers one by one; results do not depend on which worker had which.</summary>
internal sealed class MasksJob
{
    private readonly IReadOnlyList<DatasetEntry> _entries;
    private readonly MasksOptions _options;
    private readonly OutputFolder _output;
    private readonly MaskLayout _plan;
    private readonly DatasetException?[] _failures;

    // Only for a style that has a table of them.
    private readonly IReadOnlyList<string[]>?[]? _instances;

    private int _next = -1;
    private int _done;

    public MasksJob(IReadOnlyList<DatasetEntry> entries, MasksOptions options, OutputFolder output)
    {
        _entries = entries;
        _options = options;
        _output = output;
        _plan = options.Style.For(options.Categories);
        _failures = new DatasetException?[entries.Count];
        _instances = _plan.HasInstances ? new IReadOnlyList<string[]>?[entries.Count] : null;
    }

    /// <summary>How many images are done, for a progress bar.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Does the work.</summary>
    /// <exception cref="JobException">Files would be overwritten, or a file cannot be written.</exception>
    public MasksResult Run(CancellationToken cancellation)
    {
        // Names may clash across shards: they are decided among all images.
        var stems = FileStems.Of(_entries, _options.UsesOriginalNames, _failures);
        string?[] ofAllShards = [.. stems];
        LeaveToOtherShards(stems);
        var earlier = new MasksFolderCheck(_output, _plan, _options);
        earlier.Prepare(_entries, stems, ofAllShards, _failures);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var workers = Enumerable.Range(0, Math.Clamp(_options.Jobs, 1, Math.Max(1, _entries.Count)))
            .Select(_ => new MaskWorker(_plan, _options, _output))
            .ToArray();
        RunWorkers(workers, stems, stop);

        var report = new MasksResult { IsInterrupted = cancellation.IsCancellationRequested };
        foreach (var worker in workers)
        {
            report.Add(worker.Report);
        }

        report.Failures.AddRange(_failures.OfType<DatasetException>());
        if (_instances is not null && !report.IsInterrupted)
        {
            InstanceTable.Write(_output, _instances.SelectMany(rows => rows ?? []), _options.Shard);
        }

        // What failed may have an old mask still.
        if (!report.IsInterrupted && report.Failures.Count == 0)
        {
            earlier.Finish();
        }

        return report;
    }

    private void LeaveToOtherShards(string?[] stems)
    {
        for (var i = 0; i < stems.Length; i++)
        {
            if (_options.Shard is { } shard && !shard.Contains(_entries[i].Id))
            {
                (stems[i], _failures[i]) = (null, null);
            }
        }
    }

    private void RunWorkers(MaskWorker[] workers, string?[] stems, CancellationTokenSource stop)
    {
        // The calling thread is the first worker; an error that ends the run stops the others, too.
        var others = workers.Skip(1).Select(worker => Task.Run(() => Work(worker, stems, stop), CancellationToken.None)).ToArray();
        try
        {
            Work(workers[0], stems, stop);
            Task.WaitAll(others, CancellationToken.None);
        }
        catch (AggregateException e)
        {
            throw e.InnerExceptions.OfType<JobException>().FirstOrDefault() ?? e.InnerExceptions[0];
        }
        finally
        {
            Task.WhenAll(others).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }

    private void Work(MaskWorker worker, string?[] stems, CancellationTokenSource stop)
    {
        try
        {
            for (int i; !stop.IsCancellationRequested && (i = Interlocked.Increment(ref _next)) < _entries.Count;)
            {
                if (stems[i] is { } stem)
                {
                    WorkOn(worker, i, stem);
                }

                Interlocked.Increment(ref _done);
                if (_failures[i] is not null && _options.StopsAtFirstError)
                {
                    stop.Cancel();
                }
            }
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    private void WorkOn(MaskWorker worker, int index, string stem)
    {
        try
        {
            if (worker.Process(_entries[index], stem) is { } rows)
            {
                _instances![index] = rows;
            }
        }
        catch (DatasetException e)
        {
            _failures[index] = e;
        }
    }
}
