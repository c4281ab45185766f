using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Jobs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CovidXray.Browser.Server;

/// <summary>What the server does with each request: guard, page, answer. No request ends it.</summary>
internal sealed class RequestApplication(RequestGuard guard, SessionSecrets secrets, PageFiles page, Routes routes) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception) => ((DefaultHttpContext)context).Uninitialize();

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var response = context.Response;
        RequestGuard.Protect(response);
        try
        {
            await AnswerAsync(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more.
            context.Abort();
        }
        catch (Exception) when (response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
        }
        catch (BadHttpRequestException e)
        {
            await Answers.ErrorAsync(response, e.StatusCode, e.Message).ConfigureAwait(false);
        }
        catch (JobException e)
        {
            await Answers.ErrorAsync(response, StatusCodes.Status409Conflict, e.Message).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DatasetException || DiskError.Is(e))
        {
            await Answers.ErrorAsync(response, StatusCodes.Status500InternalServerError, e.Message).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await Answers.ErrorAsync(response, StatusCodes.Status500InternalServerError, $"internal error, please report it: {e.GetType().Name}: {e.Message}").ConfigureAwait(false);
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = RequestPath.Parse(target);
        var file = path.Kind switch { PathKind.Root => page.Find("index.html"), PathKind.Page => page.Find(path.Name), _ => null };
        var isKnown = path.Kind is not (PathKind.Unknown or PathKind.Page) || file is not null;
        if (guard.Refuse(request, target, path, isKnown) is { } refusal)
        {
            if (refusal.Status == StatusCodes.Status405MethodNotAllowed)
            {
                response.Headers.Allow = path.Method;
            }

            return Answers.TextAsync(response, refusal.Status, refusal.Problem);
        }

        if (path.Kind == PathKind.Root && request.Query.TryGetValue("token", out var token))
        {
            return Enter(response, token);
        }

        return file is null ? routes.AnswerAsync(context, path)
            : Answers.IsKnown(context, file.Tag) ? Task.CompletedTask
            : Answers.BytesAsync(response, file.Content, file.Type);
    }

    private Task Enter(HttpResponse response, string? token)
    {
        if (!secrets.IsToken(token))
        {
            return Answers.TextAsync(response, StatusCodes.Status403Forbidden, "The token of this address is not that of this server: it has been started anew. Open the address that 'covidxr browse' has printed last.");
        }

        // Strict: no link of another site carries it, not even to another port of this machine, whose cookies are the same. The page that it leads to needs none.
        response.Cookies.Append(guard.CookieName, secrets.Cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = "/";
        response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
